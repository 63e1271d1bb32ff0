import { getData, putData } from './platform-storage.ts';

/** See `server/embedding/lti/step-view.ts`. */
interface StepData {
  readonly act: 'put' | 'get' | 'send' | 'close' | 'none';
  readonly key?: string;
  readonly secret?: string;
  readonly frame?: string;
  readonly origin?: string;
  readonly next?: string;
}

/** The one step of a launch that this page is. */
async function takeStep(): Promise<void> {
  const data: StepData = JSON.parse(document.getElementById('page-data')?.textContent ?? '{}');
  const form = document.querySelector<HTMLFormElement>('#step-form');
  const { key = '', secret = '', frame = '', origin = '', next } = data;
  const place = { frame, origin };
  switch (data.act) {
    case 'put':
      await putData(place, key, secret);
      if (next !== undefined) window.location.replace(next);
      break;
    case 'get': {
      const kept = await getData(place, key);
      const field = form?.elements.namedItem('stored');
      if (kept !== null && field instanceof HTMLInputElement) {
        field.value = kept;
        form?.submit();
      } else document.getElementById('step-link')?.removeAttribute('hidden');
      break;
    }
    case 'send':
      form?.submit();
      break;
    case 'close':
      (window.opener ?? window.parent).postMessage({ subject: 'org.imsglobal.lti.close' }, '*');
      break;
    case 'none':
      break;
  }
}

void takeStep();
