import '../serving/own-browser.ts';
import type fc from 'fast-check';
import * as v from 'valibot';
import { readConfig } from '../../../lib/formats/label-studio/read-config.ts';
import { writeConfig } from '../../../lib/formats/label-studio/write-config.ts';
import { readQuestionSet } from '../../../lib/formats/question-set.ts';
import { catalogueEnvelope, listing, news } from '../../../lib/protocol/api/campaigns.ts';
import { jsonFault, parseJson } from '../../../lib/protocol/api/json.ts';
import { problem, problemOf } from '../../../lib/protocol/api/problem.ts';
import { routes, streams } from '../../../lib/protocol/api/routes.ts';
import { canonicalText } from '../../../lib/protocol/signed/canonical.ts';
import { canonicalAddress } from '../../../lib/protocol/target/address.ts';
import { matchesUniverse } from '../../../lib/protocol/terms/matches.ts';
import { pagePattern } from '../../../lib/protocol/terms/pattern.ts';
import { setOfTerms } from '../../../lib/protocol/terms/question-set.ts';
import { Expected } from '../../../lib/storage/expected.ts';
import { readListings } from '../../../lib/sync/newer-listings.ts';
import { relayUrl } from '../../../lib/sync/use-relay.ts';
import { batchReader } from '../../../relay/ingest/batch-text.ts';
import { samples } from '../protocol/samples.ts';
import { sampleTerms } from '../queue/sample.ts';
import { canonicalNear, jsonNear, textNear } from './inputs.ts';
import { answerPage, messages, takenByCalls } from './message-door.ts';

/** A parser where something comes in from outside. */
export interface Door {
  name: string;
  inputs: fc.Arbitrary<string>;
  /**
   * Whether the text is taken. @throws only where the parser itself throws, says nothing, says more than a person reads, or takes
   * something else than what it was given
   */
  takes(text: string): boolean | Promise<boolean>;
}

/** What is refused is refused in words that are short and can be sent on. */
function isRefused(detail: string): false {
  if (detail === '' || detail.length > 300 || jsonFault(JSON.stringify(detail)) !== undefined)
    throw new Error(`refused in bad words: ${detail}`);
  return false;
}

function same(before: string, after: string): true {
  if (before !== after) throw new Error(`read as something else: ${after}`);
  return true;
}

/** For calls that take nothing valibot takes an empty array; of a problem what is not known is left out (RFC 9457, 3.2). */
const lenientDoor = (name: string, schema: v.GenericSchema, values: readonly unknown[]): Door => ({
  name,
  inputs: jsonNear(values),
  takes(text) {
    const read = parseJson(schema, text);
    return read.ok || isRefused(read.detail);
  },
});

const schemaDoor = (name: string, schema: v.GenericSchema, values: readonly unknown[]): Door => ({
  name,
  inputs: jsonNear(values),
  takes(text) {
    const read = parseJson(schema, text);
    if (!read.ok) return isRefused(read.detail);
    return same(canonicalText(JSON.parse(text)), canonicalText(read.value));
  },
});

const addresses = [
  'https://news.example/a?id=7&lang=es#top',
  'http://localhost:8080/',
  'https://user:word@xn--bcher-kva.example:8443/b/../c%20d',
  'https://[::1]/%00',
];

/** An address becomes the one under which labelers meet, or none. */
const addressDoor: Door = {
  name: 'page address',
  inputs: textNear(addresses),
  takes(text) {
    const address = canonicalAddress(text, undefined, ['id']);
    if (canonicalAddress(addresses[0]!, text, ['id']) === undefined)
      throw new Error('a canonical address took a page away');
    if (address === undefined) return false;
    matchesUniverse({ kind: 'pattern', patterns: ['https://*.news.example/a*b*c'] }, address);
    return same(address, canonicalAddress(address, undefined, ['id']) ?? 'nothing');
  },
};

const config = `<View><Text name="t" value="$text"/><Header value="Tone?"/><Choices name="tone" toName="t" choice="single">
<Choice value="Good &amp; glad" alias="good" hint="as &quot;said&quot;"/><Choice value="Bad" hotkey="b"/></Choices></View>`;

/** What is taken of a labeling config can be written, and read again as the same. */
const configDoor: Door = {
  name: 'labeling config',
  inputs: textNear([config, '<View/>', '<!DOCTYPE a [<!ENTITY b "c">]><View>&b;</View>']),
  takes(text) {
    const read = readConfig(text);
    if (!read.ok) return read.refused.map(isRefused)[0] ?? isRefused('');
    const written = writeConfig({ questions: read.questions, targets: { unit: 'page' } });
    if (!written.ok) throw new Error(written.refused[0]);
    const again = readConfig(written.text);
    return same(canonicalText(read.questions), again.ok ? canonicalText(again.questions) : 'nothing');
  },
};

const questionSetText = JSON.stringify({
  ...{ glosa: 'question-set', version: 1, set: setOfTerms(sampleTerms()) },
  labels: [],
});

const questionSetDoor: Door = {
  name: 'question set',
  inputs: textNear([questionSetText, '{"glosa":"question-set"}']),
  takes(text) {
    const read = readQuestionSet(text);
    if (!read.ok) return isRefused(read.detail);
    return same(canonicalText(JSON.parse(text)), canonicalText(read.value));
  },
};

const relayDoor: Door = {
  name: 'relay address',
  inputs: textNear(['https://relay.example:8443/c/0x12', 'relay.example', ...addresses]),
  takes(text) {
    try {
      return same(relayUrl(text), relayUrl(relayUrl(text)));
    } catch (thrown) {
      if (thrown instanceof Expected) return false;
      throw thrown;
    }
  },
};

/** Each listing is taken whole, as what it says, or left out under its campaign's name. */
const catalogueDoor: Door = {
  name: 'catalogue, listing by listing',
  inputs: jsonNear(samples.find(({ schema }) => schema === routes.campaigns.answer)?.values ?? []),
  takes(text) {
    const envelope = parseJson(catalogueEnvelope, text);
    if (!envelope.ok) return isRefused(envelope.detail);
    return envelope.value.campaigns.every((one) => {
      const { read, newer } = readListings('since' in envelope.value ? news : listing, [one]);
      return read.length === 0
        ? same(one.campaign, newer.join())
        : same(canonicalText([one]), canonicalText(read));
    });
  },
};

const pageDoor: Door = {
  name: 'message of a page',
  inputs: jsonNear(messages),
  takes: (text) => answerPage(readable(text) ? JSON.parse(text) : text),
};

const readable = (text: string): boolean => {
  try {
    return JSON.parse(text) !== undefined;
  } catch {
    return false;
  }
};

const named = new Set<unknown>(samples.map(({ schema }) => schema));
/** Bodies and answers of routes of which there is no sample. */
export const withoutSample = Object.entries(routes).flatMap(([name, route]) =>
  [route.answer, ...('request' in route ? [route.request] : [])]
    .filter((schema) => !named.has(schema))
    .map(() => name),
);

const readBatch = batchReader();

/** A batch that the relay reads where it stands is one that the schema reads, in its one spelling. */
const batchDoor: Door = {
  name: 'batch in canonical form',
  inputs: canonicalNear(samples.find(({ schema }) => schema === routes.batches.request)?.values[0]),
  takes(text) {
    if (readBatch(Buffer.from(text)) === undefined) return false;
    const read = parseJson(routes.batches.request, text);
    return same(text, read.ok ? canonicalText(read.value) : read.detail);
  },
};

export const doors: readonly Door[] = [
  schemaDoor('any JSON', v.unknown(), samples.flatMap(({ values }) => values).slice(0, 6)),
  ...samples.map(({ name, schema, values }) => schemaDoor(name, schema, values)),
  lenientDoor('problem', problem, [problemOf('revoked', 'by the account'), problemOf('unavailable')]),
  schemaDoor('pattern', pagePattern, ['https://*.news.example:8443/a*/b*', 'http://localhost/*']),
  addressDoor,
  relayDoor,
  catalogueDoor,
  lenientDoor('export query', streams.export.query, [
    { format: 'csv', since: '4', at: '1.4.700', from: '1024', cells: 'safe' },
    {},
  ]),
  configDoor,
  questionSetDoor,
  batchDoor,
  ...takenByCalls.map(({ name, schema, values }) => lenientDoor(`call ${name}`, schema, values)),
  pageDoor,
];
