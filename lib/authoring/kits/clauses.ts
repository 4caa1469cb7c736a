import type { Kit } from './kit.ts';

/** Clauses of a contract, as a lawyer marks them. */
export const clauses: Kit = {
  plan: { unit: 'selection', overlap: true, seconds: '240' },
  words: {
    en: {
      title: 'Clauses of contracts',
      instructions:
        'Mark every clause of these kinds, from its first word to its last, without its number and heading.\n\n- A sentence that does two things is marked twice.\n- What only points to another clause is not marked.',
      ask: 'Which passages are clauses of these kinds?',
      options: [
        ['Term and termination', 'How long it runs, and how either side ends it'],
        ['Limit of liability', 'Caps or excludes what a side has to pay'],
        ['Indemnity', 'One side bears losses of the other'],
        ['Confidentiality', 'What must be kept secret, and how long'],
        ['Governing law', 'Which law and which courts'],
        ['Assignment', 'Whether the contract can be passed on'],
      ],
    },
    es: {
      title: 'Cláusulas de contratos',
      instructions:
        'Marca cada cláusula de estos tipos, de la primera palabra a la última, sin número ni título.\n\n- Una frase que hace dos cosas se marca dos veces.\n- Lo que solo remite a otra cláusula no se marca.',
      ask: '¿Qué pasajes son cláusulas de estos tipos?',
      options: [
        ['Duración y terminación', 'Cuánto dura y cómo le pone fin cada parte'],
        ['Límite de responsabilidad', 'Limita o excluye lo que una parte debe pagar'],
        ['Indemnidad', 'Una parte asume pérdidas de la otra'],
        ['Confidencialidad', 'Qué debe quedar en secreto y por cuánto tiempo'],
        ['Ley aplicable', 'Qué ley y qué tribunales'],
        ['Cesión', 'Si el contrato puede pasar a otro'],
      ],
    },
  },
};
