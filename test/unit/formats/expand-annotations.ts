import jsonld from 'jsonld';

const oa = 'http://www.w3.org/ns/oa#';
const as = 'https://www.w3.org/ns/activitystreams#';
const dc = 'http://purl.org/dc/terms/';

const link = (id: string) => ({ '@id': id, '@type': '@id' });
const word = (id: string) => ({ '@id': id, '@type': '@vocab' });
const typed = (id: string, type: string) => ({
  '@id': id,
  '@type': `http://www.w3.org/2001/XMLSchema#${type}`,
});

/**
 * The terms of http://www.w3.org/ns/anno.jsonld that our files use, with the meaning that the Web Annotation Vocabulary (section
 * 3 and appendix A) gives them. A term that is not here is an error to the processor in its safe mode.
 */
const annotationContext = {
  '@context': {
    id: '@id',
    type: '@type',
    Annotation: `${oa}Annotation`,
    TextualBody: `${oa}TextualBody`,
    CssSelector: `${oa}CssSelector`,
    TextQuoteSelector: `${oa}TextQuoteSelector`,
    AnnotationCollection: `${as}OrderedCollection`,
    AnnotationPage: `${as}OrderedCollectionPage`,
    classifying: `${oa}classifying`,
    commenting: `${oa}commenting`,
    tagging: `${oa}tagging`,
    body: link(`${oa}hasBody`),
    target: link(`${oa}hasTarget`),
    source: link(`${oa}hasSource`),
    selector: link(`${oa}hasSelector`),
    creator: link(`${dc}creator`),
    items: { ...link(`${as}items`), '@container': '@list' },
    first: link(`${as}first`),
    motivation: word(`${oa}motivatedBy`),
    purpose: word(`${oa}hasPurpose`),
    format: 'http://purl.org/dc/elements/1.1/format',
    language: 'http://purl.org/dc/elements/1.1/language',
    value: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#value',
    exact: `${oa}exact`,
    prefix: `${oa}prefix`,
    suffix: `${oa}suffix`,
    label: 'http://www.w3.org/2000/01/rdf-schema#label',
    created: typed(`${dc}created`, 'dateTime'),
    startIndex: typed(`${as}startIndex`, 'nonNegativeInteger'),
  },
};

/** The vocabulary's context comes from here instead of from the web, and nothing else from anywhere. */
const options = {
  safe: true,
  documentLoader: async (url: string) => {
    if (url !== 'http://www.w3.org/ns/anno.jsonld') throw new Error(`asked for ${url}`);
    return { documentUrl: url, document: JSON.parse(JSON.stringify(annotationContext)) };
  },
};

/** A file of ours as a JSON-LD processor reads it; what it does not know is an error. */
export const expandAnnotations = async (file: object) =>
  JSON.parse(JSON.stringify(await jsonld.expand(file as jsonld.JsonLdDocument, options)));
