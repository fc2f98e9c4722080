using ChatAi.Domain.Accounts;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class UserConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.Property(u => u.Id).ValueGeneratedNever();
        builder.Property(u => u.Name).HasMaxLength(UserName.MaxLength);
        builder.Property(u => u.FoldedName).HasMaxLength(UserName.MaxLength);
        builder.HasIndex(u => u.FoldedName).IsUnique();

        builder.Property(u => u.NameSkeleton).HasMaxLength(UserName.MaxLength);
        builder.HasIndex(u => u.NameSkeleton).IsUnique();

        // Only one of many simultaneous first sign-ups wins. Not by role: there may be several administrators later.
        builder.HasIndex(u => u.IsFirst).IsUnique().HasFilter("\"IsFirst\" = 1").HasDatabaseName("IX_Users_OneFirst");

        builder.ComplexProperty(u => u.Preferences, preferences =>
        {
            preferences.Property(p => p.SystemPrompt).HasMaxLength(Preferences.MaxSystemPromptLength);
            preferences.ComplexProperty(p => p.Options);
        });
    }
}
