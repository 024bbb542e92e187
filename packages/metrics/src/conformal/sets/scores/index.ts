// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './aps.ts'
export * from './normalized.ts'
export * from './raps.ts'
export * from './thr.ts'
