// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './alpha-dropout-config.ts'
export * from './alpha-dropout-moments.ts'
export * from './drop-everything.ts'
export * from './dropped-infinity.ts'
export * from './layer-in-a-network.ts'
export * from './mask-of-each-step.ts'
export * from './rate-out-of-range.ts'
export * from './scale-at-evaluation.ts'
export * from './seed-zero.ts'
