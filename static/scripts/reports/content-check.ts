import type { Activity, CourseStructure } from '../../../server/standards/course-structure.ts';
import { DEFAULT_SEQUENCING } from '../../../server/standards/default-sequencing.ts';
import type { FrameLaunch } from '../frame/frame-contract.ts';
import { openFrame } from '../player/frame-link.ts';
import type { Finding } from './browser-checks.ts';
import { sayCheck } from './check-words.ts';

const PART: Activity = {
  identifier: 'check',
  title: 'Check',
  type: 'sco',
  children: [],
  isVisible: true,
  href: 'check.html',
  parameters: '',
  dataFromLms: null,
  timeLimitAction: null,
  maxTimeAllowed: null,
  masteryScore: null,
  prerequisites: null,
  completionThreshold: null,
  hideLmsUi: [],
  sharedData: [],
  sequencing: DEFAULT_SEQUENCING,
};

const COURSE: CourseStructure = {
  standard: 'scorm12',
  edition: '1.2',
  identifier: 'check',
  title: 'Check',
  root: {
    ...PART,
    identifier: 'course',
    type: 'cluster',
    href: null,
    children: [PART, { ...PART, identifier: 'another' }],
  },
  objectivesGlobalToSystem: false,
  sharedDataGlobalToSystem: false,
};

/** A launch of which nothing is delivered, since a choice among two parts is waited for: it says only whether the frame opens, runs its script and answers. */
function launchOf(contentUrl: string): FrameLaunch {
  return {
    structure: COURSE,
    cmi: {},
    engineState: null,
    globalObjectives: {},
    sharedData: {},
    learner: { id: '', name: '' },
    mode: 'browse',
    contentBase: `${contentUrl}/c/check/`,
    limits: { suspendData: 4096 },
    isChoosing: true,
    seed: 1,
  };
}

/** Opens the frame that courses play in, hidden in `place`, and waits for its answer. */
export function checkContent(place: HTMLElement, contentUrl: string): Promise<Finding> {
  if (contentUrl === '') {
    return Promise.resolve({ isGood: false, words: sayCheck('noContent') });
  }
  return new Promise((resolve) => {
    const end = (finding: Finding): void => {
      link.close();
      resolve(finding);
    };
    const link = openFrame(
      place,
      `${contentUrl}/frame/scorm12.html`,
      launchOf(contentUrl),
      ({ kind }) => {
        if (kind === 'ready') end({ isGood: true, words: sayCheck('opensFrom', { address: contentUrl }) });
      },
      () => end({ isGood: false, words: sayCheck('contentSilent', { address: contentUrl }) }),
    );
  });
}
