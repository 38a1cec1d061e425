// A region that scrolls can be reached by keyboard; one that does not is no extra stop.
function watchScrolling() {
  for (const region of document.querySelectorAll('.scroll')) {
    if (region.scrollWidth > region.clientWidth + 1) {
      region.tabIndex = 0;
      region.setAttribute('role', 'region');
      region.setAttribute('aria-label', `${region.dataset.name}, scrolls sideways`);
    } else {
      for (const name of ['tabindex', 'role', 'aria-label']) region.removeAttribute(name);
    }
  }
}
