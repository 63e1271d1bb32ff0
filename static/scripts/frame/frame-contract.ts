import type { CourseStructure } from '../../../server/standards/course-structure.ts';
import type {
  AnswerRequest,
  AnswerVerdict,
  CommitTrigger,
  ContentLimits,
  DrawRequest,
  DrawVerdict,
  EndRequest,
  EngineStateJson,
  GlobalObjectives,
} from '../../../server/standards/launch-contract.ts';
import type { CmiRecord, CourseResult, LaunchMode, Learner } from '../../../server/standards/runtime-record.ts';
import type { BridgeAnswer } from '../module/server-grader.ts';

/** What the API frame is told of a launch: everything but the token, which never enters the content origin. */
export interface FrameLaunch {
  readonly structure: CourseStructure;
  readonly cmi: Readonly<Record<string, CmiRecord>>;
  readonly engineState: EngineStateJson | null;
  readonly globalObjectives: GlobalObjectives;
  readonly sharedData: Readonly<Record<string, string>>;
  readonly learner: Learner;
  readonly mode: LaunchMode;
  readonly contentBase: string;
  readonly limits: ContentLimits;
  /** Opened by "Contents": nothing is delivered until the person chooses. */
  readonly isChoosing: boolean;
  /** Selects and orders children by chance; the same for the whole attempt. */
  readonly seed: number;
}

/** Controls of the page contract; `leave` is the Exit of the top bar: go away now, go on later. */
export type ControlName = 'previous' | 'continue' | 'exit' | 'exitAll' | 'abandon' | 'abandonAll' | 'suspendAll';
export type PlayerRequest =
  { readonly type: ControlName | 'leave' } | { readonly type: 'choice'; readonly target: string };

/** Page to frame; the first message of all, on the window, carries the port and the launch. */
export type PageMessage =
  | { readonly kind: 'navigate'; readonly id: number; readonly request: PlayerRequest }
  | { readonly kind: 'focus' }
  | ToldMessage
  | { readonly kind: 'fit'; readonly isActualSize: boolean };

/** Frame to page. */
export type FrameMessage =
  | ChangedMessage
  | { readonly kind: 'ready' }
  /** A module asks the server; answered by `told` with the same id. */
  | { readonly kind: 'ask'; readonly id: number; readonly request: AskRequest }
  | { readonly kind: 'view'; readonly answers: number | null; readonly view: PlayerView }
  /** The SCO wanted to keep more than the course's limit: told once a launch. */
  | { readonly kind: 'refused-length'; readonly length: number; readonly limit: number }
  | { readonly kind: 'activity'; readonly isMediaPlaying: boolean }
  /** The SCO is wider than the frame and shown at a part of its size, 0-1; 1: at its own size. */
  | { readonly kind: 'scale'; readonly scale: number; readonly isActualSize: boolean }
  | { readonly kind: 'fault'; readonly code: string; readonly words: string };

/** What a module of our own asks the server. */
export type AskRequest =
  | { readonly action: 'answers'; readonly body: AnswerRequest }
  | { readonly action: 'draws'; readonly body: DrawRequest };

/** What the server said to a module. */
export interface ToldMessage {
  readonly kind: 'told';
  readonly id: number;
  readonly answer: BridgeAnswer<AnswerVerdict | DrawVerdict>;
}

/** A SCO's record after a change; full, so that the last message alone is enough. */
export interface ChangedMessage {
  readonly kind: 'changed';
  readonly scoId: string;
  readonly record: CmiRecord;
  readonly trigger: CommitTrigger;
  readonly final: boolean;
  readonly engine?: { readonly state: EngineStateJson; readonly globalObjectives: GlobalObjectives };
  readonly sharedData?: Record<string, string>;
}

/** One line of the contents. */
export interface ContentsEntry {
  readonly id: string;
  readonly title: string;
  /** 0: the course itself */
  readonly depth: number;
  readonly isGroup: boolean;
  readonly isOpen: boolean;
  readonly isCurrent: boolean;
  readonly status: 'done' | 'passed' | 'failed' | 'begun' | 'open' | 'locked';
  /** Why it is locked, as a sentence. */
  readonly reason: string | null;
}

/** All that the page shows of the course. */
export interface PlayerView {
  readonly word: 'playing' | 'choosing' | 'suspended' | 'ended';
  readonly currentId: string | null;
  readonly currentTitle: string | null;
  /** Place of the current one among the contents that count, from 1; null when nothing is on the stage. */
  readonly place: { readonly at: number; readonly of: number } | null;
  /** The SCO on the stage has said that it is finished. */
  readonly isFinished: boolean;
  readonly isSingle: boolean;
  readonly controls: Readonly<Record<ControlName, boolean>>;
  /** Controls that the content asks to hide (CAM 5.2). */
  readonly hidden: readonly string[];
  /** Title of what Next leads to, where it is known. */
  readonly upNext: string | null;
  readonly entries: readonly ContentsEntry[];
  readonly result: CourseResult;
  /** Something is on the stage, be it under the page's own panel. */
  readonly hasContent: boolean;
  /** How the session was left; null while it goes on. */
  readonly endReason: EndRequest['reason'] | null;
}
