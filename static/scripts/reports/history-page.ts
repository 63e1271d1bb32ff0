/** Shows the print button, which does nothing without a script. */
function offerPrint(button: HTMLButtonElement): void {
  button.hidden = false;
  button.addEventListener('click', () => window.print());
}

document.querySelectorAll<HTMLButtonElement>('[data-print]').forEach(offerPrint);
