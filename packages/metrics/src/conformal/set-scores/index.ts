// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './thr.ts'
