import { actionButton, element } from './page-elements.ts';
import { say, words } from './words.ts';

/** Says at what share of its size a wide part is shown, and offers the other way. */
export function showScale(scale: number, isActualSize: boolean, choose: (isActualSize: boolean) => void): void {
  const line = element('fit', HTMLParagraphElement);
  const button = actionButton(isActualSize ? words.fitToWindow : words.actualSize, 'btn quiet small', () =>
    choose(!isActualSize),
  );
  button.id = 'fit-size';
  line.hidden = scale === 1 && !isActualSize;
  element('fit-words', HTMLSpanElement).textContent = isActualSize
    ? words.shownAtOwnSize
    : say(words.shownAt, { percent: Math.round(scale * 100) });
  element('fit-size', HTMLButtonElement).replaceWith(button);
}
