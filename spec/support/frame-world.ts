import type { CourseStructure } from '../../server/standards/course-structure.ts';
import type {
  ChangedMessage,
  FrameLaunch,
  FrameMessage,
  PlayerRequest,
  PlayerView,
} from '../../static/scripts/frame/frame-contract.ts';
import type { FramePlayer, FramePorts } from '../../static/scripts/frame/frame-player.ts';

/** An API frame without a browser: what is shown is only noted, and the spec plays the content. */
export class FrameWorld<Api extends object> {
  readonly messages: FrameMessage[] = [];
  readonly shown: string[] = [];
  /** What the content does in its load handler. */
  onShow: (api: Api, url: string) => void = () => undefined;
  /** What the content does while it is being unloaded. */
  onUnload: (api: Api) => void = () => undefined;
  readonly player: FramePlayer;
  private exposed: Api | null = null;
  private isShown = false;
  private asked = 0;

  constructor(
    launch: FrameLaunch,
    create: (launch: FrameLaunch, ports: FramePorts) => FramePlayer,
    openModel: FramePorts['openModel'] = silentModel,
  ) {
    this.player = create(launch, {
      post: (message) => this.messages.push(structuredClone(message)),
      stage: {
        show: async (url) => {
          this.shown.push(url);
          this.isShown = true;
          this.onShow(this.api, url);
          await settle();
        },
        clear: async () => {
          if (this.isShown) this.onUnload(this.api);
          this.isShown = false;
          await settle();
        },
      },
      expose: (api) => {
        this.exposed = api as Api | null;
      },
      openModel,
      later: (work) => void setTimeout(work, 0),
    });
  }

  /** The API as the content finds it. */
  get api(): Api {
    if (this.exposed === null) throw new Error('No API is exposed.');
    return this.exposed;
  }

  async start(): Promise<void> {
    this.player.start();
    await settle();
  }

  /** A person's click; resolves when its result stands. */
  async click(request: PlayerRequest): Promise<PlayerView> {
    this.asked += 1;
    const id = this.asked;
    this.player.navigate(id, request);
    for (let tries = 0; tries < 50; tries += 1) {
      await settle();
      const answer = this.messages.find((one) => one.kind === 'view' && one.answers === id);
      if (answer !== undefined) return this.view;
    }
    throw new Error('The click was never answered.');
  }

  get view(): PlayerView {
    const last = this.messages.findLast((one) => one.kind === 'view');
    if (last?.kind !== 'view') throw new Error('Nothing was shown yet.');
    return last.view;
  }

  get changes(): ChangedMessage[] {
    return this.messages.filter((one) => one.kind === 'changed');
  }

  get lastChange(): ChangedMessage {
    const last = this.changes.at(-1);
    if (last === undefined) throw new Error('Nothing was told yet.');
    return last;
  }
}

/** A CMI model that only tells of commits. */
const silentModel: FramePorts['openModel'] = (stored) => ({
  load: () => undefined,
  initialize: () => undefined,
  set: () => undefined,
  commit: stored,
  terminate: stored,
});

/** Lets everything that waits for a turn have it. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 3));

/** A launch of a course as the page hands it over. */
export function buildLaunch(structure: CourseStructure, change: Partial<FrameLaunch> = {}): FrameLaunch {
  return {
    structure,
    cmi: {},
    engineState: null,
    globalObjectives: {},
    sharedData: {},
    learner: { id: 'p1', name: 'Reyes, Maria' },
    mode: 'normal',
    contentBase: 'http://content.test/c/token/',
    limits: { suspendData: 4096 },
    isChoosing: false,
    seed: 1,
    ...change,
  };
}
