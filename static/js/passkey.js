// Says in words what django-allauth only tells the console: a passkey that did not work.
document.addEventListener("allauth.error", (event) => {
  const fault = document.getElementById("passkey-fault");
  if (fault) {
    event.preventDefault();
    fault.hidden = false;
  }
});
