import fc from 'fast-check'

// A mutant that is killed once is killed each time.
fc.configureGlobal({ seed: 20261128 })
