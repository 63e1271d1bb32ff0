import { expect } from 'chai';
import { courseElement } from '../../../static/scripts/embedding/course-element.ts';

const OURS = 'https://school.example/training';
const LINK = `${OURS}/doors/d1/play#c=code`;
const NEWS = { type: 'schoolbeat', status: 'completed', success: 'passed', scoreScaled: 1, scoreRaw: 100 };

type Hear = (message: { source: unknown; origin: string; data: unknown }) => void;

/** As much of a browser as the element asks for. */
class FakeElement extends EventTarget {
  readonly style: Record<string, string> = { display: '' };
  readonly attributes = new Map<string, string>();
  readonly isConnected = true;
  attachShadow(): { append(): void } {
    return { append: () => undefined };
  }
  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }
}

interface Shown extends FakeElement {
  connectedCallback(): void;
  disconnectedCallback(): void;
}

describe('the element of a course', () => {
  const own = {};
  let hears: Set<Hear>;
  let told: unknown[];
  let frame: { src: string; style: Record<string, string>; contentWindow: unknown };
  let element: Shown;
  const before = new Map<string, PropertyDescriptor | undefined>();

  beforeEach(() => {
    hears = new Set();
    told = [];
    frame = { src: '', style: { height: '' }, contentWindow: own };
    put('HTMLElement', FakeElement);
    put('document', { createElement: () => frame });
    put('window', {
      addEventListener: (_: string, hear: Hear) => hears.add(hear),
      removeEventListener: (_: string, hear: Hear) => hears.delete(hear),
    });
    element = new (courseElement(OURS) as unknown as new () => Shown)();
    element.addEventListener('schoolbeat-status', (event) => told.push((event as CustomEvent<unknown>).detail));
    element.attributes.set('src', LINK);
    element.connectedCallback();
  });
  afterEach(() => {
    for (const [name, descriptor] of before) {
      if (descriptor === undefined) Reflect.deleteProperty(globalThis, name);
      else Object.defineProperty(globalThis, name, descriptor);
    }
  });

  function put(name: string, value: unknown): void {
    if (!before.has(name)) before.set(name, Object.getOwnPropertyDescriptor(globalThis, name));
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }

  function say(source: unknown, origin: string, data: unknown = NEWS): void {
    for (const hear of hears) hear({ source, origin, data });
  }

  it('tells what its own frame says from our server', () => {
    say(own, 'https://school.example');
    expect(told).to.have.length(1);
    expect(told[0]).to.include({ success: 'passed', scoreRaw: 100 });
    say(own, 'https://school.example', { type: 'schoolbeat-height', height: 900 });
    expect(frame.style['height']).to.equal('900px');
  });

  it('takes nothing of another window of our server', () => {
    say({}, 'https://school.example');
    say(null, 'https://school.example', { type: 'schoolbeat-height', height: 900 });
    expect([told, frame.style['height']]).to.deep.equal([[], '480px']);
  });

  it('takes nothing of its own frame once another site is in it', () => {
    for (const origin of ['https://evil.example', 'http://school.example', 'https://school.example:8443', 'null']) {
      say(own, origin);
    }
    expect(told).to.deep.equal([]);
  });

  it('takes nothing before it shows a course, nor after it was taken out', () => {
    element.disconnectedCallback();
    say(own, 'https://school.example');
    element.attributes.set('src', 'javascript:alert(1)');
    element.connectedCallback();
    say(own, 'https://school.example');
    expect(told).to.deep.equal([]);
  });
});
