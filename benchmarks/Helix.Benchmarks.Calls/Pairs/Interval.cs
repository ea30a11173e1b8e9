namespace Helix.Benchmarks.Calls.Pairs;

/// <summary>A number with its 95 percent interval.</summary>
/// <param name="Value">The number.</param>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Interval(double Value, double Low, double High)
{
    private const int Samples = 2_000;

    /// <summary>
    /// By the bootstrap: of rounds, and of pairs within each, as two pairs of one round have the same process and are less apart than those
    /// of two rounds.
    /// </summary>
    /// <param name="rounds">The pairs of each round: by hand, and the product.</param>
    /// <param name="statistic">The number, of the sides of the same pairs.</param>
    public static Interval Of(IReadOnlyList<(double ByHand, double Helix)[]> rounds, Func<double[], double[], double> statistic)
    {
        int count = rounds.Sum(static round => round.Length);
        double[] byHand = new double[count], helix = new double[count];
        Fill(static (rounds, i) => rounds[i], static (round, i) => round[i]);
        double value = statistic(byHand, helix);
        // The same numbers give the same interval.
        var random = new Random(1);
        double[] values = new double[Samples];
        for (int i = 0; i < Samples; i++)
        {
            Fill((rounds, _) => rounds[random.Next(rounds.Count)], (round, _) => round[random.Next(round.Length)]);
            values[i] = statistic(byHand, helix);
        }

        Array.Sort(values);
        return new(value, values[(int)(0.025 * Samples)], values[(int)(0.975 * Samples) - 1]);

        void Fill(
            Func<IReadOnlyList<(double ByHand, double Helix)[]>, int, (double ByHand, double Helix)[]> pickRound,
            Func<(double ByHand, double Helix)[], int, (double ByHand, double Helix)> pickPair)
        {
            int filled = 0;
            for (int i = 0; i < rounds.Count; i++)
            {
                (double ByHand, double Helix)[] round = pickRound(rounds, i);
                for (int j = 0; j < round.Length; j++, filled++)
                {
                    (byHand[filled], helix[filled]) = pickPair(round, j);
                }
            }
        }
    }

    /// <summary>How much more the median of the product is, as a share of the other: 0.05 for 5 percent. It sorts what it gets.</summary>
    public static double MoreOfMedians(double[] byHand, double[] helix) => (Median(helix) / Median(byHand)) - 1;

    /// <summary>How much more the median of the product is. It sorts what it gets.</summary>
    public static double DifferenceOfMedians(double[] byHand, double[] helix) => Median(helix) - Median(byHand);

    /// <summary>The value in the middle. It sorts what it gets.</summary>
    public static double Median(double[] values)
    {
        Array.Sort(values);
        return (values[(values.Length - 1) / 2] + values[values.Length / 2]) / 2;
    }
}
