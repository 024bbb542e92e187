// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './aurc.ts'
export * from './excess-aurc.ts'
export * from './risk-coverage.ts'
