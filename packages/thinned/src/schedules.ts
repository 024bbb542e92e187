export * from '@thinned/dropout/schedules'
export * from '@thinned/train/schedules'
