using MdfMetrics.Runs;
using MdfMetrics.Tests.Integrity;
using MdfMetrics.Tests.Storage;

namespace MdfMetrics.Tests.Runs;

/// <summary>Repositories as git lays them out (gitrepository-layout in its manual).</summary>
public sealed class GitCommitTests : IDisposable
{
    private const string Outer = "1111111111111111111111111111111111111111";
    private const string Inner = "2222222222222222222222222222222222222222";

    private readonly TemporaryStore _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Find_FolderBelowACheckout_IsTheCommitOfItsBranch()
    {
        Repository("repo/.git", Outer);
        Directory.CreateDirectory(_folder.At("repo/jobs/nightly"));

        Assert.Equal(Outer, GitCommit.Find(_folder.At("repo/jobs/nightly")));
    }

    [Fact]
    public void Find_PackedBranch_IsItsCommit()
    {
        Put("repo/.git/HEAD", "ref: refs/heads/main\n");
        Put("repo/.git/packed-refs", $"# pack-refs with: peeled\n{Inner} refs/heads/other\n{Outer} refs/heads/main\n");

        Assert.Equal(Outer, GitCommit.Find(_folder.At("repo")));
    }

    [Fact]
    public void Find_Submodule_IsItsOwnCommitNotThatOfTheOuterOne()
    {
        Repository("repo/.git", Outer);
        Repository("repo/.git/modules/sub", Inner);
        Put("repo/sub/.git", "gitdir: ../.git/modules/sub\n");

        Assert.Equal(Inner, GitCommit.Find(_folder.At("repo/sub")));
    }

    [Fact]
    public void Find_WorkTreeBesideTheCheckout_IsItsBranchsCommit()
    {
        Repository("repo/.git", Outer);
        Put("repo/.git/refs/heads/topic", Inner);
        Put("repo/.git/worktrees/topic/HEAD", "ref: refs/heads/topic\n");
        Put("repo/.git/worktrees/topic/commondir", "../..\n");
        Put("topic/.git", $"gitdir: {_folder.At("repo/.git/worktrees/topic")}\n");

        Assert.Equal(Inner, GitCommit.Find(_folder.At("topic")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("gitdir: nowhere")]
    [InlineData("something else")]
    public void Find_FileThatLeadsNowhere_IsNoneAndNotThatOfTheOuterOne(string content)
    {
        Repository("repo/.git", Outer);
        Put("repo/sub/.git", content);

        Assert.Null(GitCommit.Find(_folder.At("repo/sub")));
    }

    private void Repository(string git, string commit)
    {
        Put($"{git}/HEAD", "ref: refs/heads/main\n");
        Put($"{git}/refs/heads/main", commit + "\n");
    }

    private void Put(string relative, string text) => _folder.Put(relative, System.Text.Encoding.UTF8.GetBytes(text));
}
