import type { ProgressView, SaidView } from '../../lib/view/console.ts';
import { type Key, type Translate, useLanguage } from '../parts/language.ts';

const abstentions: { readonly [kind: string]: Key } = {
  unsure: 'abstain_unsure',
  'not-applicable': 'abstain_not_applicable',
  'page-broken': 'abstain_page_broken',
};

function nameOf(t: Translate, { kind, option }: SaidView): string {
  if (option !== null) return option;
  const known = Object.hasOwn(abstentions, kind) ? abstentions[kind] : undefined;
  return known === undefined ? kind : t(known);
}

/** What was answered to one question, and how far labelers agree. */
export function Answers({ question }: { question: ProgressView['questions'][number] }) {
  const { t, locale } = useLanguage();
  const { ask, answers, agreement } = question;
  const most = Math.max(1, ...answers.map(({ labels }) => labels));
  const number = (count: number) => new Intl.NumberFormat(locale).format(count);
  const share = (value: number) => new Intl.NumberFormat(locale, { maximumFractionDigits: 2 }).format(value);
  return (
    <table class="answers">
      <caption dir="auto">{ask}</caption>
      <thead>
        <tr>
          <th scope="col">{t('answers_answer')}</th>
          <th scope="col">{t('answers_labels')}</th>
          <th scope="col">{t('answers_tasks')}</th>
        </tr>
      </thead>
      <tbody>
        {answers.map((said) => (
          <tr key={`${said.kind} ${said.option}`}>
            <th scope="row" dir="auto">
              {nameOf(t, said)}
            </th>
            <td>
              <span class="bar" style={{ width: `${(said.labels / most) * 8}em` }} />
              {number(said.labels)}
            </td>
            <td>{number(said.tasks)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <td colSpan={3} class="faded">
            {agreement === null
              ? t('agreement_none')
              : t(
                  'agreement_is',
                  share(agreement.alpha),
                  share(agreement.low),
                  share(agreement.high),
                  number(agreement.tasks),
                )}
          </td>
        </tr>
      </tfoot>
    </table>
  );
}
