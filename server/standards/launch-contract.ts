import type { CourseStructure } from './course-structure.ts';
import type { Graded, Response } from './module/play.ts';

import type { CmiRecord, CourseResult, LaunchMode, Learner } from './runtime-record.ts';

/** State of the 2004 engine: plain JSON, made and read only by `standards/scorm2004`. */
export type EngineStateJson = Record<string, unknown>;

/** Status of a global objective, kept per person (and per registration when not global to the system). */
export interface GlobalObjective {
  readonly satisfied: boolean | null;
  readonly measure: number | null;
  readonly rawScore: string | null;
  readonly minScore: string | null;
  readonly maxScore: string | null;
  readonly completed: boolean | null;
  readonly progressMeasure: number | null;
}
export type GlobalObjectives = Record<string, GlobalObjective>;

/** Body of `POST /launches`. */
export interface LaunchRequest {
  readonly registration: string;
  readonly mode?: LaunchMode;
  /** The person has answered "Continue here". */
  readonly takeOver?: boolean;
  /** A new attempt although the last one is finished (where the course allows it). */
  readonly newAttempt?: boolean;
}

/** 200 of `POST /launches/redeem`: what a code of a door was worth. */
export interface DoorEntry {
  /** Bearer of `POST /launches` and its like for this registration, in place of a session. */
  readonly pass: string;
  readonly registration: string;
  readonly mode: LaunchMode;
  /** Where the person goes when the course is left; null: nowhere. */
  readonly returnUrl: string | null;
  readonly doorId: string;
  /** Origins that are told how the course stands. */
  readonly tellOrigins: readonly string[];
}

/** What the player page posts to the window that embeds or opened it, whenever it changes. */
export interface CourseNews {
  readonly type: 'schoolbeat';
  readonly status: CourseResult['completion'];
  readonly success: CourseResult['success'];
  readonly scoreScaled: number | null;
  readonly scoreRaw: number | null;
  /** Of the attempt, ms. */
  readonly engagedMs: number;
  /** Number of the attempt. */
  readonly attempt: number;
  /** Version counter of the attempt as far as the page knows it. */
  readonly version: number;
}

/** 201 answer of `POST /launches`, all that the player needs. */
export interface LaunchAnswer {
  readonly launchId: string;
  readonly token: string;
  readonly attemptId: string;
  readonly attemptNumber: number;
  readonly registrationId: string;
  /** Version counter of the attempt when the launch began. */
  readonly version: number;
  readonly mode: LaunchMode;
  readonly learner: Learner;
  /** Key for the outbox: agency and person, opaque. */
  readonly owner: string;
  readonly courseTitle: string;
  readonly structure: CourseStructure;
  /** Minutes that parts take, by activity identifier; only courses of our own say them. */
  readonly minutes: Readonly<Record<string, number>>;
  /** Stored run-time data by activity identifier. */
  readonly cmi: Record<string, CmiRecord>;
  readonly engineState: EngineStateJson | null;
  readonly globalObjectives: GlobalObjectives;
  /** adl.data stores by target id. */
  readonly sharedData: Record<string, string>;
  readonly apiFrameUrl: string;
  /** Ends in `/`; an activity's href is appended, percent-encoded. */
  readonly contentBase: string;
  readonly limits: ContentLimits;
  readonly heartbeatMs: number;
  /** Engaged time of the attempt so far, ms. */
  readonly engagedMs: number;
  readonly result: CourseResult;
}

/** Length limits of the course version, as they were when the launch began. */
export interface ContentLimits {
  /** Characters of suspend data; the standard's own by default (4,096 in 1.2; 4,000 in 2004 2nd, 64,000 in 3rd and 4th). */
  readonly suspendData: number;
}

/** 409 of `POST /launches` while another window holds the lease: code `LAUNCH_ELSEWHERE`, and this in `details`. */
export interface LaunchElsewhere {
  /** ISO 8601 */
  readonly since: string;
  readonly lastSavedAt: string | null;
  readonly sameBrowser: boolean;
}

export type CommitTrigger = 'commit' | 'finish' | 'change' | 'navigation' | 'pagehide' | 'replay';

/** Body of `POST /launches/:id/commits`, bearer token. */
export interface CommitRequest {
  /** From 1, rising within the launch, gaps allowed. */
  readonly seq: number;
  readonly final: boolean;
  readonly trigger: CommitTrigger;
  readonly scoId: string;
  /** The SCO's full record. */
  readonly cmi: CmiRecord;
  /** gzip of the JSON, base64; only after delivery, navigation and session end. */
  readonly engineState?: string;
  readonly globalObjectives?: GlobalObjectives;
  readonly sharedData?: Record<string, string>;
  /** ISO 8601 with ms, the browser's clock. */
  readonly clientTime: string;
  /** Hex sha256 of the canonical payload: see {@link commitPayload}. */
  readonly sha256: string;
}

/** 200 of a commit. */
export interface CommitAnswer {
  readonly version: number;
  readonly seq: number;
  /** ISO 8601, when the server received it. */
  readonly savedAt: string;
  readonly duplicate?: true;
  readonly obsolete?: true;
  /** The server's roll-up after this commit. */
  readonly result?: CourseResult;
}

/** The text whose sha256 the commit carries: everything but the hash, keys in this order. */
export function commitPayload(commit: Omit<CommitRequest, 'sha256'>): string {
  return JSON.stringify({
    seq: commit.seq,
    final: commit.final,
    trigger: commit.trigger,
    scoId: commit.scoId,
    cmi: commit.cmi,
    engineState: commit.engineState ?? null,
    globalObjectives: commit.globalObjectives ?? null,
    sharedData: commit.sharedData ?? null,
    clientTime: commit.clientTime,
  });
}

/** Body of `POST /launches/:id/beacon` (text/plain JSON): the token is in the body because a beacon has no headers. */
export interface BeaconRequest {
  readonly token: string;
  readonly commits: readonly CommitRequest[];
  /** The window is being left: its lease is given back at once, so that the next opening does not ask. */
  readonly leaving?: boolean;
}

/** Body of `POST /launches/:id/heartbeat`, bearer token. */
export interface HeartbeatRequest {
  /** Ms since the last heartbeat in which the page was visible, focused and used (input or media), by the browser. */
  readonly engagedMs: number;
  readonly visible: boolean;
  readonly idle: boolean;
}

/** 200 of a heartbeat; `409 {code: 'LAUNCH_SUPERSEDED'}` when another launch took over. */
export interface HeartbeatAnswer {
  /** ISO 8601 */
  readonly leaseUntil: string;
  /** Of the attempt, bounded by the server's clock, ms. */
  readonly engagedMs: number;
}

/** Body of `POST /launches/:id/end`, bearer token. */
export interface EndRequest {
  readonly reason: 'exit' | 'suspended' | 'ended' | 'abandoned';
}

/** Body of `POST /launches/:id/answers`, bearer token: an answer in a module that our own server grades. */
export interface AnswerRequest {
  readonly scoId: string;
  readonly block: string;
  readonly response: Response;
  /** Of the try or run, from 1. */
  readonly attempt: number;
  /** In which the officer is told; the course's own where the module has not this one. */
  readonly language: string;
}

/** 200 of `POST /launches/:id/answers`. */
export interface AnswerVerdict {
  readonly graded: Graded;
  /** The response that counts under this number: an earlier one, where one was stored. */
  readonly given: Response;
}

/** Body of `POST /launches/:id/draws`, bearer token: the items of a try of a test. */
export type DrawRequest = Pick<AnswerRequest, 'scoId' | 'block' | 'attempt'>;

/** 200 of `POST /launches/:id/draws`. */
export interface DrawVerdict {
  readonly items: readonly string[];
}

/** How the person stands under one assignment, in words of their language. */
export interface StandingLine {
  readonly title: string;
  /** Done, waived included. */
  readonly isMet: boolean;
  /** "Complete", "In progress", "Not met". */
  readonly status: string;
  readonly reasons: readonly string[];
}

/** Answer of `GET /play/:registration/standing`: no lines where the course is taken on one's own. */
export interface StandingAnswer {
  readonly lines: readonly StandingLine[];
}
