import type { Kit } from './kit.ts';

/** Results of a search, each judged against what was searched for. */
export const relevance: Kit = {
  plan: { unit: 'element', seconds: '12' },
  words: {
    en: {
      title: 'Relevance of search results',
      instructions:
        'Judge each result by what was searched for, as somebody who typed it would.\n\n- What is shown of the result is enough; it need not be opened.\n- An advertisement is judged like any other result.',
      ask: 'How well does this result fit the search?',
      options: [
        ['Exact', 'Just what was meant'],
        ['Substitute', 'Something else that would do'],
        ['Related', 'Of the same field, and would not do'],
        ['Not relevant', 'Has nothing to do with it'],
      ],
    },
    es: {
      title: 'Relevancia de resultados de búsqueda',
      instructions:
        'Juzga cada resultado por lo que se buscó, como lo haría quien lo escribió.\n\n- Basta con lo que se ve del resultado; no hace falta abrirlo.\n- Un anuncio se juzga como cualquier otro resultado.',
      ask: '¿Qué tan bien responde este resultado a la búsqueda?',
      options: [
        ['Exacto', 'Justo lo que se quería'],
        ['Sustituto', 'Otra cosa que serviría'],
        ['Relacionado', 'Del mismo campo, pero no serviría'],
        ['No relevante', 'No tiene nada que ver'],
      ],
    },
  },
};
