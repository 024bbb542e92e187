// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './brier.ts'
export * from './ece.ts'
export * from './log-loss.ts'
