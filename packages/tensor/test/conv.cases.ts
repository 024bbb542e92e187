/** A convolution over one to three axes. */
export interface Case {
  /** [batch, one to three extents, channels] */
  readonly input: readonly number[]
  readonly kernel: readonly number[]
  readonly outputs: number
  readonly stride?: number | readonly number[]
  readonly padding?: 'valid' | 'same' | number | readonly number[]
  readonly dilation?: number | readonly number[]
  readonly groups?: number
  /** Padding in front, and the positions, along each axis: worked out by hand. */
  readonly before?: readonly number[]
  readonly positions: readonly number[]
}

export const cases: Readonly<Record<string, Case>> = {
  'one pixel': { input: [2, 1, 1, 3], kernel: [1, 1], outputs: 2, positions: [1, 1] },
  'one pixel, padded': {
    input: [1, 1, 1, 1],
    kernel: [3, 3],
    outputs: 1,
    padding: 'same',
    before: [1, 1],
    positions: [1, 1],
  },
  'a window as large as the image': { input: [2, 4, 3, 2], kernel: [4, 3], outputs: 3, positions: [1, 1] },
  'height and width differ': { input: [2, 5, 7, 2], kernel: [3, 2], outputs: 3, positions: [3, 6] },
  'a stride beyond the window': { input: [1, 7, 8, 2], kernel: [2, 2], outputs: 2, stride: 3, positions: [2, 3] },
  'a stride that leaves pixels over': {
    input: [2, 6, 5, 1],
    kernel: [3, 3],
    outputs: 2,
    stride: [2, 1],
    positions: [2, 3],
  },
  'same, even window': {
    input: [1, 4, 5, 2],
    kernel: [2, 4],
    outputs: 2,
    padding: 'same',
    before: [0, 1],
    positions: [4, 5],
  },
  'same, with a stride': {
    input: [1, 7, 8, 1],
    kernel: [3, 3],
    outputs: 2,
    stride: 2,
    padding: 'same',
    before: [1, 0],
    positions: [4, 4],
  },
  'same, where nothing is needed': {
    input: [1, 5, 5, 1],
    kernel: [1, 1],
    outputs: 1,
    stride: 3,
    padding: 'same',
    before: [0, 0],
    positions: [2, 2],
  },
  'numbers of padding': {
    input: [2, 3, 4, 2],
    kernel: [3, 3],
    outputs: 2,
    padding: [2, 1],
    before: [2, 1],
    positions: [5, 4],
  },
  'padding beyond the window': {
    input: [1, 2, 2, 1],
    kernel: [2, 2],
    outputs: 2,
    padding: 3,
    before: [3, 3],
    positions: [7, 7],
  },
  'empty batch': { input: [0, 4, 4, 2], kernel: [3, 3], outputs: 2, positions: [2, 2] },
  'no channels': { input: [1, 3, 3, 0], kernel: [2, 2], outputs: 2, positions: [2, 2] },
  'a window with holes': {
    input: [2, 7, 6, 2],
    kernel: [3, 2],
    outputs: 2,
    dilation: [2, 3],
    padding: [1, 0],
    before: [1, 0],
    positions: [5, 3],
  },
  'same, with holes and a stride': {
    input: [1, 6, 7, 1],
    kernel: [3, 3],
    outputs: 2,
    stride: 2,
    dilation: 2,
    padding: 'same',
    before: [1, 2],
    positions: [3, 4],
  },
  'two groups': { input: [2, 4, 5, 4], kernel: [2, 3], outputs: 6, groups: 2, positions: [3, 3] },
  depthwise: {
    input: [2, 5, 4, 3],
    kernel: [3, 3],
    outputs: 3,
    groups: 3,
    padding: 'same',
    before: [1, 1],
    positions: [5, 4],
  },
  'depthwise, two outputs for each channel': {
    input: [1, 4, 4, 3],
    kernel: [2, 2],
    outputs: 6,
    groups: 3,
    dilation: 2,
    positions: [2, 2],
  },
  'a sequence': { input: [2, 9, 2], kernel: [3], outputs: 3, positions: [7] },
  'a sequence of one step, padded': {
    input: [2, 1, 2],
    kernel: [5],
    outputs: 2,
    padding: 2,
    before: [2],
    positions: [1],
  },
  'a sequence: stride, holes, groups': {
    input: [1, 12, 4],
    kernel: [3],
    outputs: 2,
    stride: 2,
    dilation: [3],
    groups: 2,
    padding: 'same',
    before: [2],
    positions: [6],
  },
  'an empty batch of sequences': { input: [0, 5, 2], kernel: [2], outputs: 1, positions: [4] },
  'a volume': { input: [2, 3, 4, 5, 2], kernel: [2, 3, 2], outputs: 2, positions: [2, 2, 4] },
  'a volume: everything differs': {
    input: [1, 5, 4, 6, 4],
    kernel: [2, 3, 2],
    outputs: 4,
    stride: [3, 1, 2],
    dilation: [2, 1, 3],
    padding: [1, 1, 0],
    groups: 2,
    before: [1, 1, 0],
    positions: [2, 4, 2],
  },
  'a volume of one voxel': { input: [1, 1, 1, 1, 2], kernel: [1, 1, 1], outputs: 2, groups: 2, positions: [1, 1, 1] },
}

/** More patches than are gathered at once: several blocks, cut inside an image. */
export const large: Case = {
  input: [3, 30, 31, 16],
  kernel: [3, 3],
  outputs: 9,
  padding: 'same',
  before: [1, 1],
  positions: [30, 31],
}
