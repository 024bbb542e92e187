// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './multi-sample.ts'
export * from './r-drop.ts'
