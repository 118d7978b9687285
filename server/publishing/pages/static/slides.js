'use strict'
// The next and the last slide by the keys of a presenter; without this, the page is scrolled from slide to slide.
const slides = [...document.querySelectorAll('.slide')]
const steps = { ArrowRight: 1, ArrowDown: 1, PageDown: 1, ' ': 1, Enter: 1, ArrowLeft: -1, ArrowUp: -1, PageUp: -1 }
const middle = () => innerHeight / 2

/** The number of the slide that stands in the middle of the window, from 0. */
const present = () => {
  const at = slides.findIndex((slide) => slide.getBoundingClientRect().bottom > middle())
  return at < 0 ? slides.length - 1 : at
}

const show = (at) => {
  const slide = slides[Math.max(0, Math.min(slides.length - 1, at))]
  slide.scrollIntoView({ block: 'start', behavior: 'instant' })
  history.replaceState(null, '', `#${slide.id}`)
}

addEventListener('keydown', (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest('a')) return
  const step = event.key === ' ' && event.shiftKey ? -1 : steps[event.key]
  if (step) show(present() + step)
  else if (event.key === 'Home') show(0)
  else if (event.key === 'End') show(slides.length - 1)
  else if (event.key === 'f') document.fullscreenElement ? document.exitFullscreen() : document.body.requestFullscreen()
  else return
  event.preventDefault()
})
