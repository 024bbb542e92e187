// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './brier.ts'
export * from './brier-decomposition.ts'
export * from './log-loss.ts'
