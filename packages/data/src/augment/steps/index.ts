// Written by scripts/lists.ts from the files of this folder; do not edit.

export * from './elastic.ts'
export * from './flip.ts'
export * from './noise.ts'
export * from './rotate.ts'
export * from './scale.ts'
export * from './shear.ts'
export * from './shift.ts'
