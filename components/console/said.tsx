interface SaidProps {
  lead: string;
  sentences: readonly string[];
  /** Something was not done for it. */
  bad?: boolean;
}

/** What was said of a file, in sentences of facts that have no translation; nothing while there are none. */
export function Said({ lead, sentences, bad = false }: SaidProps) {
  return (
    <div role="status">
      {sentences.length > 0 && (
        <>
          <p class={bad ? 'fault' : 'faded'}>{lead}</p>
          <ul class="plain" lang="en" dir="ltr">
            {[...new Set(sentences)].map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
