// @vitest-environment happy-dom
import { expect, it } from 'vitest';
import { readingOf } from '../../../components/overlay/spans/reading.ts';
import { snapped } from '../../../components/overlay/spans/text-steps.ts';
import { foundBy, kept, page, quoteOf, rangeOf } from './page.ts';

/** The first article of the Universal Declaration of Human Rights in twenty scripts, and some words of it. */
const scripts: readonly [script: string, sentence: string, passage: string][] = [
  ['Latin', 'Todos los seres humanos nacen libres e iguales en dignidad y derechos.', 'nacen libres'],
  ['Greek', 'Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια.', 'γεννιούνται ελεύθεροι'],
  ['Cyrillic', 'Все люди рождаются свободными и равными в своём достоинстве.', 'рождаются свободными'],
  ['Armenian', 'Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ։', 'ծնվում են ազատ'],
  ['Georgian', 'ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებით.', 'იბადება თავისუფალი'],
  ['Hebrew', 'כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.', 'נולדו בני חורין'],
  ['Arabic', 'يولد جميع الناس أحرارًا متساوين في الكرامة والحقوق.', 'أحرارًا متساوين'],
  ['Syriac', 'ܟܠ ܒܪܢܫܐ ܒܪܝܠܗ ܚܐܪܐ ܘܒܪܒܪ ܓܘ ܐܝܩܪܐ', 'ܒܪܝܠܗ ܚܐܪܐ'],
  ['Devanagari', 'सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता प्राप्त है।', 'जन्मजात स्वतन्त्रता'],
  ['Bengali', 'সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।', 'সমান মর্যাদা'],
  ['Gurmukhi', 'ਸਾਰਾ ਮਨੁੱਖੀ ਪਰਿਵਾਰ ਆਪਣੀ ਮਹਿਮਾ ਅਤੇ ਹੱਕਾਂ ਦੇ ਪੱਖੋਂ ਆਜ਼ਾਦ ਹੈ।', 'ਆਪਣੀ ਮਹਿਮਾ'],
  ['Tamil', 'மனிதப் பிறவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்.', 'சுதந்திரமாகவே பிறக்கின்றனர்'],
  ['Telugu', 'ప్రతిపత్తిస్వత్వముల విషయమున మానవులెల్లరును జన్మతః స్వతంత్రులు.', 'జన్మతః స్వతంత్రులు'],
  ['Malayalam', 'മനുഷ്യരെല്ലാവരും തുല്യാവകാശങ്ങളോടും അന്തസ്സോടും ജനിച്ചവരാണ്.', 'അന്തസ്സോടും ജനിച്ചവരാണ്'],
  ['Thai', 'มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์', 'มีอิสระและเสมอภาค'],
  ['Khmer', 'មនុស្សទាំងអស់កើតមកមានសេរីភាពនិងសមភាពក្នុងសិទ្ធិ', 'មានសេរីភាព'],
  ['Ethiopic', 'የሰው ልጅ ሁሉ ሲወለድ ነጻና በክብርና በመብትም እኩልነት ያለው ነው።', 'ነጻና በክብርና'],
  ['Hangul', '모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.', '자유로우며 그 존엄과'],
  ['Han', '人人生而自由，在尊严和权利上一律平等。', '在尊严和权利上'],
  ['Japanese', 'すべての人間は、生まれながらにして自由であり、かつ、平等である。', '自由であり'],
];

it.each(scripts)('%s: marked as it stands, and found in a page that has changed', (_, sentence, passage) => {
  const root = page(`<p>${sentence}</p><p>1948</p>`);
  const label = kept(root, passage);
  expect(quoteOf(label).exact).toBe(passage);
  const half = sentence.indexOf(passage) + Math.ceil(passage.length / 2);
  root.innerHTML = `<h1>${sentence.slice(0, 5)}</h1><div>1948 <i>${sentence.slice(0, half).normalize('NFD').normalize('NFC')}</i>${sentence.slice(half)}</div>`;
  expect(foundBy(root, label)).toBe(passage);
});

it.each(scripts)('%s: a mark is widened to whole words, and halves no character', (_, sentence, passage) => {
  const root = page(`<p>${sentence}</p>`);
  const whole = rangeOf(root, passage);
  const read = readingOf(whole, root);
  const mark = read && snapped(read.reading.text, read.mark);
  expect(mark?.start).toBeLessThanOrEqual(read!.mark.start);
  expect(mark?.end).toBeGreaterThanOrEqual(read!.mark.end);
  const text = sentence.slice(mark?.start, mark?.end);
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(sentence)];
  const borders = new Set([...characters.map(({ index }) => index), sentence.length]);
  expect([borders.has(mark!.start), borders.has(mark!.end), text.trim()]).toEqual([true, true, text]);
});
