import { mediaProblem, neededFields } from './media-form.ts';

/** Shows of the upload form what the chosen file needs, and says what is missing before anything is sent. */
function start(form: HTMLFormElement): void {
  const file = form.querySelector<HTMLInputElement>('#file');
  const problem = form.querySelector<HTMLElement>('[data-problem]');
  if (file === null || problem === null) return;
  const kindOf = (): string => neededFields(file.files?.[0]);
  const show = (): void => {
    for (const part of form.querySelectorAll<HTMLElement>('[data-for]')) {
      part.hidden = !(part.dataset['for'] ?? '').split(' ').includes(kindOf());
    }
  };
  const filled = (name: string): boolean => {
    const field = form.elements.namedItem(name);
    if (field instanceof HTMLInputElement && field.type === 'checkbox') return field.checked;
    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) return field.value.trim() !== '';
    return false;
  };
  file.addEventListener('change', () => {
    problem.hidden = true;
    show();
  });
  form.addEventListener('submit', (event) => {
    const missing = mediaProblem(kindOf(), filled);
    if (missing === null) return;
    event.preventDefault();
    problem.textContent = missing.words;
    problem.hidden = false;
    form.querySelector<HTMLElement>(`#${missing.field}`)?.focus();
  });
  show();
}

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-upload]')) start(form);
