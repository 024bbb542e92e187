// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './accuracy.ts'
export * from './batch.ts'
export * from './brier.ts'
export * from './confusion-matrix.ts'
export * from './ece.ts'
export * from './generalisation-gap.ts'
export * from './log-loss.ts'
export * from './mean-state.ts'
export * from './metric.ts'
export * from './metrics-error.ts'
