// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './interval-coverage.ts'
export * from './interval-score.ts'
export * from './interval-width.ts'
