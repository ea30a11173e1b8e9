namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>A number with its 95 percent interval.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Interval(double Value, double Low, double High)
{
    private const int Samples = 2_000;

    /// <summary>
    /// The median of all, by the bootstrap: of rounds, and of what is measured within each, as two connections of one round have the same
    /// process and are less apart than those of two rounds.
    /// </summary>
    /// <param name="rounds">What each round measured, a number a connection.</param>
    public static Interval OfMedian(IReadOnlyList<double[]> rounds)
    {
        // The same numbers give the same interval.
        var random = new Random(1);
        double[] medians = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            List<double> drawn = [];
            for (int j = 0; j < rounds.Count; j++)
            {
                double[] round = rounds[random.Next(rounds.Count)];
                for (int k = 0; k < round.Length; k++)
                {
                    drawn.Add(round[random.Next(round.Length)]);
                }
            }

            medians[i] = Median([.. drawn]);
        }

        Array.Sort(medians);
        return new(Median([.. rounds.SelectMany(static round => round)]), medians[(int)(0.025 * Samples)], medians[(int)(0.975 * Samples) - 1]);
    }

    /// <summary>The value in the middle. It sorts what it gets.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
