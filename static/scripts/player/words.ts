import { english, englishAtDoor } from './words-en.ts';
import { spanish, spanishAtDoor } from './words-es.ts';

/** The player's own words in one language; `{name}` is filled in by `say`. */
export interface Words {
  readonly backHome: string;
  readonly beginAgain: string;
  readonly goOn: string;
  readonly reviewAnswers: string;
  readonly backToPage: string;
  readonly endOfReview: string;
  readonly recordAsItWas: string;
  readonly savedForLater: string;
  readonly goOnNextTime: string;
  readonly endedOpen: string;
  readonly attemptIsOver: string;
  readonly notCompleteYet: string;
  readonly goOnWhereStopped: string;
  readonly finishedNotPassed: string;
  readonly courseComplete: string;
  readonly courseEnded: string;
  readonly inYourRecord: string;
  readonly forAssignment: string;
  readonly forAssignmentTold: string;
  readonly status: string;
  readonly score: string;
  readonly activeTime: string;
  readonly minutes: string;
  readonly minutesActive: string;
  readonly minutesPaused: string;
  readonly passed: string;
  readonly notPassed: string;
  readonly done: string;
  readonly notComplete: string;
  readonly inProgress: string;
  readonly begun: string;
  readonly locked: string;
  readonly doneOf: string;
  readonly doneOfLeft: string;
  readonly placeOf: string;
  readonly nextPart: string;
  readonly nextPartNamed: string;
  readonly upNext: string;
  readonly finishedUpNext: string;
  readonly sessionOver: string;
  readonly sessionOverWords: string;
  readonly noServer: string;
  readonly noServerWorkKept: string;
  readonly oddAnswer: string;
  readonly signInFailed: string;
  readonly oneLost: string;
  readonly manyLost: string;
  readonly oneHere: string;
  readonly manyHere: string;
  readonly leaveUnsent: string;
  readonly stayToBeSure: string;
  readonly stayAndSend: string;
  readonly leaveAnyway: string;
  readonly opening: string;
  readonly tooLate: string;
  readonly tooLateWords: string;
  readonly earlierRefused: string;
  readonly sending: string;
  readonly sendingAgain: string;
  readonly openElsewhere: string;
  readonly openedHere: string;
  readonly openedHereAt: string;
  readonly openedOther: string;
  readonly openedOtherAt: string;
  readonly oneWindow: string;
  readonly savedThereAt: string;
  readonly continueHere: string;
  readonly signedOutSafe: string;
  readonly cannotOpen: string;
  readonly tryAgain: string;
  readonly refused: string;
  readonly tooMuch: string;
  readonly otherAccount: string;
  readonly mailAddress: string;
  readonly password: string;
  readonly signInAndGoOn: string;
  readonly signInToGoOn: string;
  readonly signInAtHost: string;
  readonly openSignIn: string;
  readonly notSignedInYet: string;
  readonly signedOutSoon: string;
  readonly staySignedIn: string;
  readonly signOut: string;
  readonly stillThere: string;
  readonly noAnswer: string;
  readonly partNotOpened: string;
  readonly chooseNext: string;
  readonly openFromContents: string;
  readonly tooLateFault: string;
  readonly sessionEnded: string;
  readonly otherSignedIn: string;
  readonly areYouThere: string;
  readonly noActivity: string;
  readonly iAmHere: string;
  readonly saving: string;
  readonly saved: string;
  readonly savedAt: string;
  readonly onThisDevice: string;
  readonly notSavedSee: string;
  readonly isReview: string;
  readonly isPreview: string;
  readonly lookAtAll: string;
  readonly cannotKeepPlace: string;
  readonly tooLong: string;
  readonly noneHeld: string;
  readonly oneHeld: string;
  readonly manyHeld: string;
  readonly untilBack: string;
  readonly untilSignedIn: string;
  readonly untilServer: string;
  readonly tryNow: string;
  readonly notSaved: string;
  readonly noServerNoStore: string;
  readonly backOnline: string;
  readonly nothingLost: string;
  readonly sentAt: string;
  readonly offlineKeepGoing: string;
  readonly signedOut: string;
  readonly keepGoing: string;
  readonly fitToWindow: string;
  readonly actualSize: string;
  readonly shownAtOwnSize: string;
  readonly shownAt: string;
  readonly continuedElsewhere: string;
  readonly workUpToThen: string;
  readonly cannotShow: string;
  readonly pageFailed: string;
  readonly openAgain: string;
  readonly openAgainWords: string;
  readonly mayClose: string;
  readonly mayCloseWords: string;
  readonly backToLms: string;
}

/** The words of a page by its `lang`; who came by a door has no account to sign in to, and is told so. */
export function wordsOf(lang: string, isDoor = false): Words {
  const [own, atDoor] = lang === 'es' ? [spanish, spanishAtDoor] : [english, englishAtDoor];
  return isDoor ? { ...own, ...atDoor } : own;
}

/** The words of this page; outside of a page, as in specs, English. */
export const words: Words = typeof document === 'undefined' ? english : wordsOfPage(document.documentElement);

function wordsOfPage({ lang, dataset }: HTMLElement): Words {
  return wordsOf(lang, dataset['door'] !== undefined);
}

/** Fills in a sentence. */
export function say(sentence: string, values: Readonly<Record<string, string | number>>): string {
  return sentence.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}
