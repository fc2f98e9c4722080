using ChatAi.Domain.Chats;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace ChatAi.Infrastructure.Persistence.Configurations;

internal sealed class AnswerChunkConfiguration : IEntityTypeConfiguration<AnswerChunk>
{
    public void Configure(EntityTypeBuilder<AnswerChunk> builder)
    {
        builder.HasKey(c => new { c.MessageId, c.Sequence });
        builder.Property(c => c.Sequence).ValueGeneratedNever();
        builder.HasOne<Message>().WithMany().HasForeignKey(c => c.MessageId).OnDelete(DeleteBehavior.Cascade);
    }
}
