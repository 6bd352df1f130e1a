"""Everything that changes a round. Each step is an event, the state that follows, and the trail."""
