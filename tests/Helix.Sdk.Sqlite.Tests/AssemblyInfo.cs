// What is measured belongs to the process: one test after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
