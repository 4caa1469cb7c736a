import type { ComponentChildren } from 'preact';

/**
 * A requester's plain text with paragraphs, lists (lines that start with - or *) and emphasis (*so* or **so**).
 * It becomes text nodes and four elements; nothing else of it is ever interpreted (P12).
 */
export function Instructions({ text }: { text: string }) {
  const blocks = text.split(/\n\s*\n/).filter((block) => block.trim() !== '');
  return (
    <div class="instructions" dir="auto">
      {blocks.map((block, index) => {
        const lines = block.split('\n').filter((line) => line.trim() !== '');
        const items = lines.map((line) => /^\s*[-*]\s+(.*)$/.exec(line)?.[1]);
        if (!items.every((item) => item !== undefined)) return <p key={index}>{emphasised(block)}</p>;
        return (
          <ul key={index}>
            {items.map((item) => (
              <li key={item}>{emphasised(item)}</li>
            ))}
          </ul>
        );
      })}
    </div>
  );
}

/** Odd parts of a split at marked words are the marked ones. */
function emphasised(text: string): ComponentChildren[] {
  return text.split(/(\*\*[^*\n]{1,200}\*\*|\*[^*\n]{1,200}\*)/).map((part, index) => {
    if (index % 2 === 0) return part;
    const inner = part.replaceAll('*', '');
    return part.startsWith('**') ? <strong key={inner}>{inner}</strong> : <em key={inner}>{inner}</em>;
  });
}
