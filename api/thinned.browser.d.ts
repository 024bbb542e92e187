// thinned/browser

export { opfsCheckpoint } from '@thinned/train'
