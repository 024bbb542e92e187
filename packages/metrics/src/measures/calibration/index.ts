// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './ece.ts'
export * from './maximum-calibration-error.ts'
export * from './rms-calibration-error.ts'
