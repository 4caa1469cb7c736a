import type { Kit } from './kit.ts';

/** What a news article says of a company, as a trader reads it. */
export const sentiment: Kit = {
  plan: { unit: 'page', seconds: '20' },
  words: {
    en: {
      title: 'Market sentiment of news',
      instructions:
        'Read the headline and the first paragraphs.\n\nJudge what the article says of the company that it is mainly about, not how you see that company.\n\n- News that was expected counts for what is new in it.\n- An article about several companies is *mixed* unless one is clearly its subject.',
      ask: 'What does the article say of the company it is about?',
      options: [
        ['Bullish', 'Good for the price of its shares'],
        ['Bearish', 'Bad for the price of its shares'],
        ['Mixed', 'Good and bad weigh about the same'],
        ['Neutral', 'Says nothing that moves a price'],
      ],
    },
    es: {
      title: 'Sentimiento de mercado en noticias',
      instructions:
        'Lee el titular y los primeros párrafos.\n\nJuzga lo que el artículo dice de la empresa de la que trata, no cómo la ves tú.\n\n- De lo que se esperaba cuenta solo lo nuevo.\n- Un artículo sobre varias empresas es *mixto* si ninguna es claramente su tema.',
      ask: '¿Qué dice el artículo de la empresa de la que trata?',
      options: [
        ['Alcista', 'Bueno para el precio de sus acciones'],
        ['Bajista', 'Malo para el precio de sus acciones'],
        ['Mixto', 'Lo bueno y lo malo pesan más o menos igual'],
        ['Neutral', 'No dice nada que mueva un precio'],
      ],
    },
  },
};
