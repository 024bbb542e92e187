// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './set-coverage.ts'
export * from './set-size.ts'
