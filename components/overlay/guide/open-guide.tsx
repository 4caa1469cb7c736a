import { render } from 'preact';
import { GuideView } from '../../parts/guide-view.tsx';
import { LanguageContext } from '../../parts/language.ts';
import { adopt } from '../adopt.ts';
import css from './guide.css?inline';
import type { OpenGuide } from './guide.ts';

/** Draws a guide in a card. */
export const openGuide: OpenGuide = ({ place, guide, language, styleOf }) => {
  const takeStyle = adopt(place, styleOf(css));
  render(
    <LanguageContext.Provider value={language}>
      <GuideView guide={guide} />
    </LanguageContext.Provider>,
    place,
  );
  return () => {
    render(null, place);
    takeStyle();
  };
};
