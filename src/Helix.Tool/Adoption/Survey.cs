using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Helix.Tool.Terminal;

namespace Helix.Tool.Adoption;

/// <summary>
/// What users say, from the export of a survey tool: CSV with the columns <c>product</c> and <c>csat</c> (1 to 5), <c>nps</c> (0 to 10) or
/// both. Other columns do not matter, and an empty answer is none.
/// </summary>
internal static class Survey
{
    /// <exception cref="UnusableCallException">The file is no such table, or an answer is outside its scale.</exception>
    public static IReadOnlyDictionary<string, Satisfaction> Read(string file, string path)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            DetectDelimiter = true,
            DetectDelimiterValues = [",", ";", "\t"],
            PrepareHeaderForMatch = static header => header.Header.Trim().ToLowerInvariant(),
            TrimOptions = TrimOptions.Trim,
        };
        try
        {
            using var text = new StreamReader(file);
            using var csv = new CsvReader(text, configuration);
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new UnusableCallException($"{path}: is empty; a survey has a line of names first: product,csat,nps");
            }

            int product = csv.GetFieldIndex("product", isTryGet: true);
            int csat = csv.GetFieldIndex("csat", isTryGet: true);
            int nps = csv.GetFieldIndex("nps", isTryGet: true);
            if (product < 0 || (csat < 0 && nps < 0))
            {
                throw new UnusableCallException(
                    $"{path}(1): the columns are {string.Join(", ", csv.HeaderRecord!.Select(static h => $"'{h}'"))}; expected 'product', and 'csat' or 'nps' or both");
            }

            var answers = new SortedDictionary<string, (int Answers, List<int> Csat, List<int> Nps)>(StringComparer.Ordinal);
            while (csv.Read())
            {
                string name = csv.GetField(product) ?? "";
                int? satisfied = Answer(csv, csat, "csat", 1, 5);
                int? recommends = Answer(csv, nps, "nps", 0, 10);
                if (name.Length == 0 || (satisfied is null && recommends is null))
                {
                    continue;
                }

                (int count, List<int> csats, List<int> npss) = answers.GetValueOrDefault(name, (0, [], []));
                csats.AddRange(satisfied is { } s ? [s] : []);
                npss.AddRange(recommends is { } r ? [r] : []);
                answers[name] = (count + 1, csats, npss);
            }

            return answers.ToDictionary(static a => a.Key, static a => new Satisfaction(a.Value.Answers, CsatOf(a.Value.Csat), NpsOf(a.Value.Nps)), StringComparer.Ordinal);
        }
        catch (CsvHelperException e)
        {
            throw new UnusableCallException($"{path}({e.Context?.Parser?.RawRow ?? 1}): is no line of CSV with the columns of the first line");
        }

        int? Answer(CsvReader csv, int column, string name, int lowest, int highest)
        {
            string answer = column < 0 ? "" : csv.GetField(column) ?? "";
            if (answer.Length == 0)
            {
                return null;
            }

            return int.TryParse(answer, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= lowest && value <= highest
                ? value
                : throw new UnusableCallException($"{path}({csv.Parser.RawRow}): {name} is '{answer}'; expected a whole number from {lowest} to {highest}, or nothing");
        }
    }

    private static double? CsatOf(List<int> answers) => answers.Count == 0 ? null : 100.0 * answers.Count(static a => a >= 4) / answers.Count;

    private static double? NpsOf(List<int> answers) =>
        answers.Count == 0 ? null : 100.0 * (answers.Count(static a => a >= 9) - answers.Count(static a => a <= 6)) / answers.Count;
}
