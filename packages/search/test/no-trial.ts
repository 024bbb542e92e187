export const trial = 'not a function'
