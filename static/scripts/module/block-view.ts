import type { CompiledBlock } from '../../../server/standards/module/play.ts';
import type { PlayContext } from './play-context.ts';
import { questionView } from './question-view.ts';
import { accordionView, calloutView, cardsView, imageView, policyView, textView } from './reading-view.ts';
import { scenarioView } from './scenario-view.ts';
import { testView } from './test-view.ts';
import { videoView } from './video-view.ts';
import { checkpointView, practicalView, reflectionView, worksheetView } from './working-view.ts';

/** The view of a block as it stands now. */
export function blockView(block: CompiledBlock, context: PlayContext): Node[] {
  switch (block.type) {
    case 'text':
      return textView(block);
    case 'image':
      return imageView(block);
    case 'video':
      return videoView(block, context);
    case 'accordion':
      return accordionView(block);
    case 'cards':
      return cardsView(block, context);
    case 'callout':
      return calloutView(block, context);
    case 'policy':
      return policyView(block, context);
    case 'checkpoint':
      return checkpointView(block, context);
    case 'reflection':
      return reflectionView(block, context);
    case 'worksheet':
      return worksheetView(block, context);
    case 'practical':
      return practicalView(block, context);
    case 'scenario':
    case 'dialogue':
      return scenarioView(block, context);
    case 'test':
      return testView(block, context);
    default:
      return questionView(block, context);
  }
}
