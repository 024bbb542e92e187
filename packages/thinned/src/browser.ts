/** The parts of Thinned that need a browser: checkpoints of runs in its storage. */

export { opfsCheckpoint } from '@thinned/train/browser'
