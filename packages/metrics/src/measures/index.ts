// Written by scripts/lists.ts from the files of this folder and */index.ts; do not edit.

export * from './activations/index.ts'
export * from './calibration/index.ts'
export * from './classes/index.ts'
export * from './intervals/index.ts'
export * from './numbers/index.ts'
export * from './probabilities/index.ts'
export * from './ranking/index.ts'
export * from './selective/index.ts'
export * from './sets/index.ts'
