import type { Kit } from './kit.ts';

/** Answers of a chat or of people, each judged by itself. */
export const answers: Kit = {
  plan: { unit: 'element', seconds: '45' },
  words: {
    en: {
      title: 'Quality of answers',
      instructions:
        'Read the question at the top of the page, then judge each answer by itself.\n\n- Check what can be checked in a minute.\n- A well written answer that is wrong is *wrong*.',
      ask: 'How good is this answer?',
      options: [
        ['Right and complete', 'Somebody who asked this needs nothing more'],
        ['Right, but not complete', 'True, and something needed is missing'],
        ['Partly wrong', 'Some of it would mislead'],
        ['Wrong', 'What matters in it is false, or beside the question'],
        ['Harmful', 'To follow it would hurt somebody'],
      ],
    },
    es: {
      title: 'Calidad de respuestas',
      instructions:
        'Lee la pregunta al comienzo de la página y juzga cada respuesta por sí sola.\n\n- Comprueba lo que se pueda comprobar en un minuto.\n- Una respuesta bien escrita que es falsa es *incorrecta*.',
      ask: '¿Qué tan buena es esta respuesta?',
      options: [
        ['Correcta y completa', 'Quien lo preguntó no necesita más'],
        ['Correcta, pero incompleta', 'Es verdad y falta algo necesario'],
        ['En parte incorrecta', 'Algo de ella llevaría a error'],
        ['Incorrecta', 'Lo que importa es falso o no viene al caso'],
        ['Dañina', 'Seguirla haría daño a alguien'],
      ],
    },
  },
};
