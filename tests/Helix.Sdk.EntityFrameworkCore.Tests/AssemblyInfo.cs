// What is measured, and the environment, belong to the process: one test after the other.
[assembly: CollectionBehavior(DisableTestParallelization = true)]
