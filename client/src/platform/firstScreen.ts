/** Lets what can wait wait until the desk's first screen stands: a slow network then brings nothing else meanwhile. */

/** Milliseconds after which nothing waits any longer, whatever has become of the screen. */
const PATIENCE = 10_000

let stands = () => {}
const standing = new Promise<void>((done) => {
  stands = done
})

/** Says that the screen with which the desk was opened has what it shows, or why it has nothing. */
export const firstScreenStands = () => stands()

/** Resolves once the screen with which the desk was opened stands, at the latest after ten seconds. */
export const firstScreen = (): Promise<void> =>
  Promise.race([standing, new Promise<void>((done) => setTimeout(done, PATIENCE))])
