import { describe, expect, it } from 'vitest';
import { askedSecret } from '../../../lib/protocol/terms/asked-secret.ts';
import { sampleTerms } from '../queue/sample.ts';

const asked = (instructions: string) => askedSecret({ ...sampleTerms(), instructions });

describe('terms that ask for a secret are known by their words', () => {
  it.each([
    'Enter your password.',
    'To see the page, please type in your old bank account password',
    'Read the article. Then give us your wallet’s seed phrase!',
    'Paste your **private key** below.',
    'What is your PIN?',
    'Write down the recovery phrase of your wallet',
    'Provide your credit card number and name',
    'Send your one-time code',
    'If you agree, enter your p\u00adassword',
    'ＥＮＴＥＲ your password',
    'Your password?',
    'Share your 12 recovery words with us',
    'Escribe tu contraseña.',
    '¿Cuál es su clave privada?',
    'Para seguir, introduzca su frase de recuperación',
    'Indica el número de tu tarjeta',
    'Envíanos tu código de verificación',
    'Pegue la frase semilla de su monedero',
  ])('%s', (text) => {
    expect(asked(text)).toBeTypeOf('string');
  });

  it.each([
    'mark where the article mentions a password leak',
    'Does the page ask you to enter your password?',
    'Mark pages that ask visitors to type their seed phrase.',
    'Never enter your password while labeling.',
    'Choose the tone of the article about password managers.',
    'Give the article on private keys a score.',
    'Write what the review says about the card.',
    'Tell us your opinion of the new passport.',
    'Your task: find the number of the business card.',
    'Enter your answer. Passwords are not part of the article.',
    'Copy the sentence in which a seed is planted',
    'Marca dónde el artículo habla de una filtración de contraseñas',
    '¿La página pide que escribas tu contraseña?',
    'No escribas nunca tu contraseña.',
    'Indica la clave del artículo',
    'Choose the tone.',
    '',
  ])('and not by others: %s', (text) => {
    expect(asked(text)).toBeUndefined();
  });

  it('in every text that people read', () => {
    const [question] = sampleTerms().questions;
    if (question?.kind !== 'choice') throw new Error('The sample asks no choice');
    const bad = 'Enter your password';
    const [first, ...others] = question.options;
    for (const terms of [
      { title: bad },
      { questions: [{ ...question, ask: bad }] },
      { questions: [{ ...question, options: [{ ...first!, label: bad }, ...others] }] },
      { questions: [{ ...question, options: [{ ...first!, hint: bad }, ...others] }] },
    ])
      expect(askedSecret({ ...sampleTerms(), ...terms })).toBe('enter your password');
  });

  it.each(['enter the ', 'enter your ', 'your ', 'give a a a ', 'a', ' '])(
    'comes to an end with %j all over the instructions',
    (part) => {
      expect(asked(part.repeat(10_000 / part.length))).toBeUndefined();
    },
  );
});
