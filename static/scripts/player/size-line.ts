import { actionButton, element } from './page-elements.ts';

/** Says at what share of its size a wide part is shown, and offers the other way. */
export function showScale(scale: number, isActualSize: boolean, choose: (isActualSize: boolean) => void): void {
  const line = element('fit', HTMLParagraphElement);
  const button = actionButton(isActualSize ? 'Fit to the window' : 'Actual size', 'btn quiet small', () =>
    choose(!isActualSize),
  );
  button.id = 'fit-size';
  line.hidden = scale === 1 && !isActualSize;
  element('fit-words', HTMLSpanElement).textContent = isActualSize
    ? 'Shown at its own size.'
    : `Shown at ${Math.round(scale * 100)}%.`;
  element('fit-size', HTMLButtonElement).replaceWith(button);
}
