/**
 * A tripwire, no proof: it knows how English and Spanish plainly ask a person for a password, a seed phrase, a private key, a
 * card's number or a one-time code. Who means harm finds other words; who means none is told before anybody reads it.
 * It looks for requests to the reader ("enter your password"), not for the words, which many honest campaigns are about.
 */
interface Language {
  /** Begins a request to the reader, up to the word that says whose secret it is. */
  request: string;
  secret: string;
  /** Says the same without a verb, from the beginning of a sentence to its end. */
  owner: string;
  /** Whose secret it is, after it: "the password of your bank". */
  after: string;
  /** Before the request in its sentence: then the sentence is about one, or against it. */
  about: string;
}

/** At most this many words: "your [old bank account's] password". */
const words = (most: number) => `(?:[\\p{L}\\p{N}'-]+ ){0,${most}}`;

const english: Language = {
  request:
    "(?:enter|type|give|provide|write|tell|send|share|submit|paste|copy|disclose|reveal|confirm|fill|what is|what are|what was|whats|what's)",
  secret:
    '(?:passwords?|passcodes?|pass ?phrases?|pin|pin (?:code|number)|(?:seed|recovery|secret|mnemonic|backup) (?:phrases?|words)|mnemonic|(?:private|secret|recovery) keys?|(?:credit |debit |bank )?card (?:number|details|data)|cvv|cvc|security code|otp|(?:one-time|one time|2fa|two-factor|verification|login|sms) (?:code|password|pin))',
  owner: 'your',
  after: '(?:of|for|to|from)',
  about:
    "\\b(?:ask|asks|asked|asking|request|requests|prompt|prompts|want|wants|tell|tells|told|trick|tricks|demand|demands|urge|urges|invite|invites|require|requires|mention|mentions|say|says|never|not|don't|dont|does|do|did|whether)\\b",
};

/** Without accents, as the text is when it is compared. */
const spanish: Language = {
  request:
    '(?:escribe|escriba|escriban|introduce|introduzca|ingresa|ingrese|indica|indique|indiquenos|da|danos|denos|dame|facilita|facilite|envia|envie|envianos|comparte|comparta|pega|pegue|proporciona|proporcione|teclea|teclee|copia|copie|dinos|diganos|confirma|confirme|revela|revele|pon|ponga|cual es|cuales son)',
  secret:
    '(?:contrasenas?|claves?|(?:clave|llave)s? (?:privada|secreta)s?|(?:frase|palabras) (?:semilla|secretas?|de recuperacion|de respaldo|mnemonicas?)|pin|numero de (?:la |tu |su )?tarjeta|datos de (?:la |tu |su )?tarjeta|cvv|cvc|otp|codigo (?:de un solo uso|de verificacion|de seguridad|de acceso|sms))',
  owner: '(?:tu|tus|su|sus)',
  after: '(?:de|para|del)',
  about:
    '\\b(?:pide|piden|pida|solicita|solicitan|exige|exigen|quiere|quieren|dice|dicen|menciona|mencionan|requiere|nunca|no|jamas)\\b',
};

const patternsOf = ({ request, secret, owner, after, about }: Language) => ({
  about: new RegExp(about, 'u'),
  asks: [
    `\\b${request} ${words(3)}${owner} ${words(4)}${secret}\\b`,
    `\\b${request} ${words(3)}${secret} ${after} ${words(1)}${owner}\\b`,
    `^${owner} ${words(4)}${secret}$`,
    // Spanish says the owner inside: "número de tu tarjeta".
    `\\b${request} ${words(2)}numero de (?:tu|su) tarjeta\\b`,
  ].map((source) => new RegExp(source, 'u')),
});

let made: ReturnType<typeof patternsOf>[] | undefined;
/** Made when first asked for: it takes milliseconds, which a page waits for when the background starts. */
const patterns = () => {
  made ??= [english, spanish].map(patternsOf);
  return made;
};

/** One spelling: no accents, emphasis or invisible characters, small letters, single blanks. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}*_`"]/gu, '')
    .replace(/[’‘]/gu, "'")
    .toLowerCase();

function askedIn(text: string): string | undefined {
  for (const part of plain(text).split(/[.!?¿¡;:\n()]+/u)) {
    const sentence = part.replace(/[\s,]+/gu, ' ').trim();
    for (const { about, asks } of patterns())
      for (const ask of asks) {
        const found = ask.exec(sentence);
        if (found !== null && !about.test(sentence.slice(0, found.index))) return found[0];
      }
  }
  return undefined;
}

function* textsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const inner of Object.values(value)) yield* textsIn(inner);
}

/**
 * The words with which terms ask a person for a secret, in any text that is shown to them.
 * @returns undefined when none is known to do so
 */
export function askedSecret(shown: {
  title: string;
  instructions: string;
  questions: readonly unknown[];
  examples?: readonly { note: string }[];
}): string | undefined {
  // What an example quotes is a page's, not the requester's.
  const notes = shown.examples?.map(({ note }) => note);
  for (const text of textsIn([shown.title, shown.instructions, shown.questions, notes])) {
    const asked = askedIn(text);
    if (asked !== undefined) return asked;
  }
  return undefined;
}
